import 'server-only';

export { createBulk } from './create-bulk';
export { getBulk, listBulkRows, listBulks } from './get-bulk';
export { judgeBulk, previewBulk } from './preview-bulk';
export { readWorkbook } from './read-workbook';
export { runBulk } from './run-bulk';
export { cancelBulk, resumeBulks, startBulk } from './start-bulk';
