import 'server-only';

export { disputePdf } from './dispute-pdf';
export { packSections, packTitle } from './dispute-text';
export { getDispute } from './get-dispute';
export { createDisputeLink, listDisputeLinks, readDisputeLink, revokeDisputeLink } from './links';
