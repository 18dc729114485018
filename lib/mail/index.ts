import 'server-only';

export { type LetterReader, letterReader, letterTime } from './letter-reader';
export { countKeptMails, listMails } from './list-mails';
export { type NewMail, queueMail, queueMails, sendsMails } from './queue-mail';
export { sendKeptMails } from './send-kept';
export { sendMail } from './send-mail';
