import { createHash } from 'node:crypto';
import { IPIDEA_UID } from '../credentials';
import { type JsonNode, record } from '../json-text';
import { type FlowOrder, type IpOrder, M_BYTES } from './orders';

const PACKAGE_SECONDS = 2_592_001;

function money(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** A row of the two flow lists, column by column as in the seed: numbers here, numbers in strings there. */
export function flowRow(order: FlowOrder): JsonNode {
  const created = Math.floor(order.createdMs / 1000);
  const paidAt = order.paid ? created + 627 : 0;
  const added = order.paid ? order.coin * M_BYTES : 0;
  const price = money(order.fen);
  const md5 = createHash('md5').update(order.orderId).digest('hex');
  return record({
    recharge_id: order.rechargeId,
    recharge_type: 1,
    uid: Number(IPIDEA_UID),
    order_id: order.orderId,
    money: price,
    client_type: 0,
    pay_type: '13',
    pay_status: order.paid ? 1 : 0,
    description: `全球HTTP-ipidea_sandbox-${order.coin}M流量-${price}元`,
    exec_data: JSON.stringify({ TYPE: 'CHARGE', EXEC_DATA: { VALUE: order.fen / 100 }, MD5: md5 }),
    created_at: String(created),
    updated_at: String(order.paid ? paidAt : created + 1800),
    close_time: String(created + 1800),
    pay_time: paidAt,
    back_coin: 0,
    coin: order.coin,
    back_expire_time: 0,
    mark: order.mark,
    creat_admin_id: null,
    check_status: '0',
    check_admin_id: null,
    old_balance: order.oldBalance,
    new_balance: order.oldBalance + added,
    sign_id: 0,
    sign_time: null,
    status: 1,
    creat_admin: '',
    check_admin: null,
    have_in_account: 0,
    pay_account: '',
    pay_sn: order.paid ? md5.slice(0, 17).toUpperCase() : '',
    give_orderid: null,
    worn: '0',
    houzhui: null,
    isnewyear: 0,
    apply_user: null,
    oa_order_no: null,
    sign_user: null,
    is_give: 1,
    six_id: null,
    package_type: 2,
    first_order: order.rechargeId === 4055 ? 1 : 0,
    origin: '',
    order_type: 2,
    sub_expire_time: order.paid ? paidAt + PACKAGE_SECONDS : 0,
    sub_finish: 1,
    new_all_flow: order.oldAllBuy + added,
    last_flow: 0,
    order_type2: 1,
    buyer_type: 1,
    old_all_buy: order.oldAllBuy,
    new_all_buy: order.oldAllBuy + added,
    package_id: 568,
    coupon_id: 0,
    coupon_money: '0',
    pool_type: 0,
  });
}

/**
 * A row of the ISP or datacenter list. The seed's samples of these lists are empty, so beyond the columns they share with
 * flow rows the sandbox invents `region`, `duration`, `num`, `pool_tag`, `ip_list` (comma-separated), `expire_time`
 * (unix seconds in a string) and `order_kind` (`open` or `renew`).
 */
export function ipRow(order: IpOrder): JsonNode {
  const created = Math.floor(order.createdMs / 1000);
  const price = money(order.costM * 2);
  return record({
    recharge_id: order.rechargeId,
    recharge_type: 3,
    uid: Number(IPIDEA_UID),
    order_id: order.orderId,
    money: price,
    client_type: 0,
    pay_type: '20',
    pay_status: 1,
    description: `${order.list === 'isp' ? 'ISP' : '静态'}-${order.region}-${order.ips.length}个-${price}元`,
    created_at: String(created),
    updated_at: String(created),
    close_time: String(created + 1800),
    pay_time: created,
    coin: 0,
    mark: order.mark,
    check_status: '0',
    status: 1,
    order_type: order.list === 'isp' ? 5 : 4,
    region: order.region,
    duration: order.duration,
    num: String(order.ips.length),
    pool_tag: order.poolTag,
    ip_list: order.ips.join(','),
    expire_time: String(Math.floor(order.expiresMs / 1000)),
    order_kind: order.kind,
  });
}
