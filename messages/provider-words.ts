import 'server-only';
import type { Locale } from '@/lib/core/locales';

type Known = { words: RegExp; said: Record<Locale, string> };

function known(words: string, en: string, zhCN: string, ja: string): Known {
  return { words: new RegExp(`^(?:${words})[。.!！]?$`, 'iu'), said: { en, 'zh-CN': zhCN, ja } };
}

/** What the providers are known to say (their documents and what was seen), each in the reader's language. */
const KNOWN: readonly Known[] = [
  // IPWeb
  known('操作成功|查询成功', 'Done', '操作成功', '成功しました'),
  known('充值成功', 'Topped up', '充值成功', 'チャージしました'),
  known('扣除成功', 'Deducted', '扣减成功', '減算しました'),
  known('充值失败', 'The top-up failed', '充值失败', 'チャージに失敗しました'),
  known('扣除失败', 'The deduction failed', '扣减失败', '減算に失敗しました'),
  known('失败', 'It failed', '失败', '失敗しました'),
  known('操作失败', 'It failed', '操作失败', '失敗しました'),
  known('(该|此)?订单已处理', 'This order was processed already', '该订单已处理', 'この注文は処理済みです'),
  known('无效的认证令牌', 'The token is not valid', '无效的认证令牌', '認証トークンが無効です'),
  known('token(已过期|失效|无效)', 'The token is not valid', '令牌无效', 'トークンが無効です'),
  known('认证失败|未授权', 'Not authorised', '认证失败', '認証に失敗しました'),
  known('余额不足', 'The balance is too low', '余额不足', '残高が不足しています'),
  known(
    '(代理商)?流量余额不足',
    'The traffic of our own account does not suffice',
    '代理商账户流量不足',
    '自社アカウントの残量が不足しています',
  ),
  known('流量必须大于0', 'The amount must be more than 0', '数量必须大于 0', '量は 0 より大きくしてください'),
  known(
    '客户账户异常',
    'Something is wrong with the customer’s account',
    '客户账户异常',
    '顧客アカウントに異常があります',
  ),
  known(
    '客户剩余流量不足，扣除失败',
    'The customer has too little traffic left; nothing was deducted',
    '客户剩余流量不足，扣除失败',
    '顧客の残量が不足しているため、減算できませんでした',
  ),
  known(
    '(该客户|该用户)?不是您(渠道)?的客户',
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
  known('参数错误[：:]\\w+不能为空', 'A parameter is missing', '缺少参数', 'パラメーターが不足しています'),
  known('(参数错误|日期格式错误)([：:].*)?', 'A parameter is wrong', '参数错误', 'パラメーターが誤っています'),
  known("Request method '\\w+' not supported", 'Wrong request method', '请求方式错误', 'リクエスト方法が誤っています'),
  // IPIDEA
  known('添加成功', 'Done', '添加成功', '追加しました'),
  known('appkey ?(错误|无效)', 'The app key is wrong', '应用密钥（appkey）错误', 'アプリキーが誤っています'),
  known('库存不足', 'Nothing is in stock', '库存不足', '在庫がありません'),
  known('IP不存在([：:].*)?', 'There is no such IP', 'IP 不存在', '該当する IP がありません'),
  known('success', 'Done', '成功', '成功しました'),
  known('insufficient balance', 'The balance is too low', '余额不足', '残高が不足しています'),
  // Freebit
  known('OK|正常終了', 'Done', '成功', '成功しました'),
  known(
    '201 Bad Request',
    'A parameter is wrong: the account',
    '参数错误：账号',
    'パラメーターが誤っています（アカウント）',
  ),
  known('(204 )?Bad Request', 'A parameter is wrong', '参数错误', 'パラメーターが誤っています'),
  known('(205 )?Auth Error', 'The session key was refused', '会话密钥被拒绝', 'セッションキーが拒否されました'),
  known('323 Not Found', 'There is no such share group', '共享组不存在', '該当するシェアグループがありません'),
  known('Not Found', 'Not found', '未找到', '見つかりません'),
  known('210 NG', 'There is no such account', '账号不存在', '該当するアカウントがありません'),
  known(
    '211 NG',
    'The state of the account does not allow it',
    '账号状态不允许此操作',
    'アカウントの状態により実行できません',
  ),
  known('240 NG', 'Something is wrong with the phone number', '电话号码有问题', '電話番号に問題があります'),
  known('NG', 'Refused', '被拒绝', '拒否されました'),
];

const FULL_STOP = /[。.!！]$/u;

/**
 * The parts of a text that may be a provider's words, each with its code before it where there is one: the text itself, and
 * what follows a colon of ours (`IPWeb refused flowReport: 500 余额不足`, `Nothing was sent: NG (210)`).
 */
function candidates(text: string, code: string | null): string[] {
  const tails = [...text.matchAll(/: /g)].map(({ index }) => text.slice(index + 2));
  return [text, ...tails].flatMap((part) => {
    const [, words = part, behind = code] = /^(.*) \(([\w/-]{1,20})\)\.?$/s.exec(part) ?? [];
    const [, before = behind, plain = words] = /^([\w/-]{0,19}\d):? +(.+)$/s.exec(words) ?? [];
    return [...(before === null ? [] : [`${before} ${plain}`]), words, plain].map((one) => one.trim());
  });
}

/**
 * A translation of words that a provider is known to use, alone or at the end of a sentence of ours; `code` is the
 * provider's own beside them. `null` where they are not known, or say the same already.
 */
export function knownProviderWords(text: string, locale: Locale, code: string | null = null): string | null {
  for (const words of candidates(text.trim(), code)) {
    const said = KNOWN.find((one) => one.words.test(words))?.said[locale];
    if (said === undefined) continue;
    return said.toLowerCase() === words.replace(FULL_STOP, '').toLowerCase() ? null : said;
  }
  return null;
}
