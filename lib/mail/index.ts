import 'server-only';

export { listMails } from './list-mails';
export { queueMail, sendsMails } from './queue-mail';
export { sendMail } from './send-mail';
