import 'server-only';
import type { Locale } from '@/lib/core/locales';

type Known = { words: RegExp; said: Record<Locale, string> };

function known(words: string, en: string, zhCN: string, ja: string): Known {
  return { words: new RegExp(`^(?:${words})[。.!！]?$`, 'iu'), said: { en, 'zh-CN': zhCN, ja } };
}

/** What the providers are known to say (their documents and what was seen), each in the reader's language. */
const KNOWN: readonly Known[] = [
  // IPWeb
  known('操作成功|查询成功|添加成功', 'Done', '操作成功', '成功しました'),
  known('充值成功', 'Topped up', '充值成功', 'チャージしました'),
  known('扣除成功', 'Deducted', '扣减成功', '減算しました'),
  known('充值失败', 'The top-up failed', '充值失败', 'チャージに失敗しました'),
  known('操作失败', 'It failed', '操作失败', '失敗しました'),
  known('该?订单已处理', 'This order was processed already', '该订单已处理', 'この注文は処理済みです'),
  known('无效的认证令牌', 'The token is not valid', '无效的认证令牌', '認証トークンが無効です'),
  known('认证失败|未授权', 'Not authorised', '认证失败', '認証に失敗しました'),
  known('余额不足', 'The balance is too low', '余额不足', '残高が不足しています'),
  known(
    '客户剩余流量不足，扣除失败',
    'The customer has too little traffic left; nothing was deducted',
    '客户剩余流量不足，扣除失败',
    '顧客の残量が不足しているため、減算できませんでした',
  ),
  known(
    '该客户不是您渠道的客户',
    'Not a customer of this account',
    '该客户不属于本渠道',
    'このアカウントの顧客ではありません',
  ),
  known('客户不存在', 'There is no such customer', '客户不存在', '該当する顧客がありません'),
  known('账号信息不完整', 'The account’s details are incomplete', '账号信息不完整', 'アカウント情報が不足しています'),
  known(
    '系统繁忙(，请稍后再试)?',
    'The system is busy; try again later',
    '系统繁忙，请稍后再试',
    'システムが混み合っています。後でもう一度お試しください',
  ),
  known('服务器内部错误', 'Internal server error', '服务器内部错误', 'サーバー内部エラー'),
  known('请求方式错误', 'Wrong request method', '请求方式错误', 'リクエスト方法が誤っています'),
  known('接口不存在', 'There is no such interface', '接口不存在', '該当するインターフェースがありません'),
  known(
    '用户名必须为邮箱格式',
    'The user name must be an e-mail address',
    '用户名必须为邮箱格式',
    'ユーザー名はメールアドレス形式にしてください',
  ),
  known(
    '用户名已存在，是您的客户',
    'The user name exists and is a customer of yours',
    '用户名已存在，是本渠道的客户',
    'ユーザー名は登録済みで、自分の顧客です',
  ),
  known(
    '用户名已存在，属于其他渠道',
    'The user name exists and belongs to another channel',
    '用户名已存在，属于其他渠道',
    'ユーザー名は登録済みで、別のチャネルのものです',
  ),
  known('(参数错误|日期格式错误)[：:].*', 'A parameter is wrong', '参数错误', 'パラメーターが誤っています'),
  // IPIDEA
  known('success', 'Done', '成功', '成功しました'),
  known('insufficient balance', 'The balance is too low', '余额不足', '残高が不足しています'),
  // Freebit
  known('OK|正常終了', 'Done', '成功', '正常終了'),
];

/** A translation of words that a provider is known to use; `null` where they are not known, or say the same already. */
export function knownProviderWords(text: string, locale: Locale): string | null {
  const plain = text.trim().replace(/^\d{1,5}:\s*/, '');
  const said = KNOWN.find(({ words }) => words.test(plain))?.said[locale] ?? null;
  return said === null || said.toLowerCase() === plain.replace(/[。.!！]$/u, '').toLowerCase() ? null : said;
}
