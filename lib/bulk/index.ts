import 'server-only';

export { bulkCsv } from './bulk-csv';
export { getBulk, listBulks } from './get-bulk';
export { previewBulk } from './preview-bulk';
export { runBulk } from './run-bulk';
export { cancelBulk, resumeBulks, startBulk } from './start-bulk';
