/** How a demo customer behaves. */
export type DemoKind =
  | 'steady'
  | 'growing'
  | 'shrinking'
  | 'office'
  | 'weekend'
  | 'bursty'
  | 'quiet'
  | 'dormant'
  | 'newcomer'
  | 'runs_dry'
  | 'dry'
  | 'no_data';

/** [customer id, display name, e-mail, agent index or null for the house, kind, usual MB a day] */
type DemoPerson = readonly [number, string, string, number | null, DemoKind, number];

export const demoPeople: readonly DemoPerson[] = [
  [39, 'Mercer Price Watch', 'ops@mercerwatch.example', 0, 'steady', 58_000],
  [88, 'Oskar Lund', 'oskar.lund@pineworks.example', 3, 'office', 9_400],
  [1021, 'Fairtrack Analytics', 'data@fairtrack.example', 0, 'growing', 31_000],
  [1034, 'Blue Heron Travel', 'it@blueheron.example', 1, 'weekend', 22_500],
  [1047, 'Ana Beltrán', 'ana.beltran@mirador.example', 1, 'office', 3_900],
  [1052, '陈思远', 'chen.siyuan@qingfeng.example', 2, 'steady', 41_000],
  [1060, '海棠数据', 'ops@haitangdata.example', 2, 'growing', 76_000],
  [1073, 'Ticket Sparrow', 'bots@ticketsparrow.example', 0, 'bursty', 18_000],
  [1088, 'Nils Åkesson', 'nils@akesson-seo.example', 3, 'quiet', 1_200],
  [1095, 'Kestrel Brand Safety', 'infra@kestrelbrand.example', 0, 'steady', 12_800],
  [1102, '山田 翔', 'sho.yamada@kakakunet.example', 4, 'office', 15_600],
  [1117, '比較ラボ', 'admin@hikakulab.example', 4, 'steady', 27_300],
  [1123, 'Okafor Retail', 'tech@okaforretail.example', 5, 'growing', 8_200],
  [1138, 'Savanna Fares', 'ops@savannafares.example', 5, 'runs_dry', 14_500],
  [1144, 'Grace Mwangi', 'grace.mwangi@tembo.example', 5, 'office', 2_700],
  [1159, 'Delta Shelf', 'crawl@deltashelf.example', 1, 'shrinking', 36_000],
  [1166, 'Quillon Media', 'net@quillon.example', 1, 'dry', 6_300],
  [1170, '刘敏', 'liu.min@xingchen.example', 2, 'weekend', 5_100],
  [1185, '万象比价', 'server@wanxiang.example', 2, 'steady', 103_000],
  [1192, 'Priya Raman', 'priya@raman-research.example', 0, 'quiet', 640],
  [1207, 'Vantage SERP', 'api@vantageserp.example', 3, 'steady', 49_500],
  [1211, 'Holm & Datter', 'kontakt@holmdatter.example', 3, 'shrinking', 7_700],
  [1226, 'Tidepool Labs', 'platform@tidepool.example', 1, 'growing', 19_900],
  [1239, 'Marco Ferri', 'marco.ferri@listino.example', 3, 'office', 4_450],
  [1248, '小林 美咲', 'misaki@kobayashi-seo.example', 4, 'newcomer', 6_800],
  [1253, 'Ashgrove Tickets', 'dev@ashgrove.example', 0, 'bursty', 11_200],
  [1264, 'Copperline Ads', 'verify@copperline.example', 1, 'steady', 24_100],
  [1279, 'Zawadi Jobs', 'it@zawadijobs.example', 5, 'steady', 3_300],
  [1280, '周凯', 'zhou.kai@lanhai.example', 2, 'bursty', 29_800],
  [1297, '天穹科技', 'traffic@tianqiong.example', 2, 'office', 54_200],
  [1306, 'Elise Vandenberg', 'elise@vandenberg.example', 3, 'dormant', 8_900],
  [1311, 'Redwood Reviews', 'hello@redwoodreviews.example', 0, 'steady', 16_700],
  [1325, '価格の森', 'ops@kakakunomori.example', 4, 'growing', 21_400],
  [1332, 'Samuel Adeyemi', 'samuel@adeyemi.example', 5, 'quiet', 450],
  [1348, 'Pinnacle Lodging', 'rates@pinnaclelodging.example', 1, 'weekend', 33_600],
  [1354, 'Lumen Survey Co', 'panel@lumensurvey.example', 0, 'office', 10_300],
  [1369, '赵雨桐', 'zhao.yutong@bohai.example', 2, 'no_data', 0],
  [1375, 'Ivar Bergström', 'ivar@bergstrom.example', 3, 'newcomer', 13_900],
  [1381, 'House monitoring', 'monitor@house.example', null, 'steady', 1_800],
  [1390, 'House QA bench', 'qa@house.example', null, 'quiet', 900],
];
