/** A synthetic customer's name is two of these words and a number, so that searching them is like searching real names. */
export const FIRST_WORDS =
  'Amber Basalt Cobalt Delta Ember Fjord Granite Harbour Indigo Juniper Kestrel Lumen Mistral Nimbus Orchid Pinnacle Quartz Redwood Saffron Tundra Umbra Vantage Willow Zephyr 北斗 东海 华云 青松 瀬戸 富士 若葉 山吹'.split(
    ' ',
  );

export const SECOND_WORDS =
  'Analytics Bureau Crawling Data Exchange Freight Goods Hotels Insight Jobs Kiosk Labs Media Network Outfitters Prices Quotes Research Surveys Tickets Utilities Ventures Watch Yield 广告 数据 科技 旅行 配送 計測 通信 観測'.split(
    ' ',
  );
