/** Chinese: system, server, busy, time-out, "later", "try again"; internal, network, unknown ... error or exception. */
const CHINESE =
  /系统|服务器|服务(繁忙|异常|错误|故障|不可用)|内部(错误|异常)|(网络|运行时?|程序|未知|数据库|接口|请求|操作|处理|充值|扣除)(异常|错误)|繁忙|超时|稍后|重试/;

/** English, and what frameworks print: an exception's name, a database's complaint. */
const ENGLISH =
  /exception|\b(internal|system|server|service|network|unknown|database|unexpected)\b.{0,20}\b(error|failure|fault)|error updating|deadlock|time.?out|timed out|try again|unavailable|\bbusy\b|\bnull\b/i;

/**
 * Do these words speak of the provider's own machine, not of our order? A machine that failed may have failed after it
 * had done what we asked: such an answer to a command is no refusal.
 */
export function speaksOfOwnFault(words: string): boolean {
  return CHINESE.test(words) || ENGLISH.test(words);
}
