/**
 * The provinces of China by ISO 3166-2:CN, with their names. `short` is what people say, `zh` what stands on a parcel. Hong Kong,
 * Macao and Taiwan are listed because carriers price them apart.
 */
export const regions = [
  { code: "CN-BJ", short: "北京", zh: "北京市", en: "Beijing" },
  { code: "CN-TJ", short: "天津", zh: "天津市", en: "Tianjin" },
  { code: "CN-HE", short: "河北", zh: "河北省", en: "Hebei" },
  { code: "CN-SX", short: "山西", zh: "山西省", en: "Shanxi" },
  { code: "CN-NM", short: "内蒙古", zh: "内蒙古自治区", en: "Inner Mongolia" },
  { code: "CN-LN", short: "辽宁", zh: "辽宁省", en: "Liaoning" },
  { code: "CN-JL", short: "吉林", zh: "吉林省", en: "Jilin" },
  { code: "CN-HL", short: "黑龙江", zh: "黑龙江省", en: "Heilongjiang" },
  { code: "CN-SH", short: "上海", zh: "上海市", en: "Shanghai" },
  { code: "CN-JS", short: "江苏", zh: "江苏省", en: "Jiangsu" },
  { code: "CN-ZJ", short: "浙江", zh: "浙江省", en: "Zhejiang" },
  { code: "CN-AH", short: "安徽", zh: "安徽省", en: "Anhui" },
  { code: "CN-FJ", short: "福建", zh: "福建省", en: "Fujian" },
  { code: "CN-JX", short: "江西", zh: "江西省", en: "Jiangxi" },
  { code: "CN-SD", short: "山东", zh: "山东省", en: "Shandong" },
  { code: "CN-HA", short: "河南", zh: "河南省", en: "Henan" },
  { code: "CN-HB", short: "湖北", zh: "湖北省", en: "Hubei" },
  { code: "CN-HN", short: "湖南", zh: "湖南省", en: "Hunan" },
  { code: "CN-GD", short: "广东", zh: "广东省", en: "Guangdong" },
  { code: "CN-GX", short: "广西", zh: "广西壮族自治区", en: "Guangxi" },
  { code: "CN-HI", short: "海南", zh: "海南省", en: "Hainan" },
  { code: "CN-CQ", short: "重庆", zh: "重庆市", en: "Chongqing" },
  { code: "CN-SC", short: "四川", zh: "四川省", en: "Sichuan" },
  { code: "CN-GZ", short: "贵州", zh: "贵州省", en: "Guizhou" },
  { code: "CN-YN", short: "云南", zh: "云南省", en: "Yunnan" },
  { code: "CN-XZ", short: "西藏", zh: "西藏自治区", en: "Tibet" },
  { code: "CN-SN", short: "陕西", zh: "陕西省", en: "Shaanxi" },
  { code: "CN-GS", short: "甘肃", zh: "甘肃省", en: "Gansu" },
  { code: "CN-QH", short: "青海", zh: "青海省", en: "Qinghai" },
  { code: "CN-NX", short: "宁夏", zh: "宁夏回族自治区", en: "Ningxia" },
  { code: "CN-XJ", short: "新疆", zh: "新疆维吾尔自治区", en: "Xinjiang" },
  { code: "CN-HK", short: "香港", zh: "香港特别行政区", en: "Hong Kong" },
  { code: "CN-MO", short: "澳门", zh: "澳门特别行政区", en: "Macao" },
  { code: "CN-TW", short: "台湾", zh: "台湾省", en: "Taiwan" },
] as const;
export type RegionCode = (typeof regions)[number]["code"];
export const regionCodes = regions.map(({ code }) => code) as [RegionCode, ...RegionCode[]];

/** Other spellings people use, in the form `bare` gives. */
const alsoKnownAs: Readonly<Record<string, RegionCode>> = {
  neimenggu: "CN-NM",
  neimongol: "CN-NM",
  xizang: "CN-XZ",
  hongkong: "CN-HK",
  xianggang: "CN-HK",
  macau: "CN-MO",
  aomen: "CN-MO",
  shanxisheng: "CN-SX",
  shensi: "CN-SN",
  臺灣: "CN-TW",
  澳門: "CN-MO",
};

/** A name without blanks, marks and what only says that it is a province. */
function bare(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s.,'’_-]/g, "")
    .replace(/(维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|省|市)$/u, "")
    .replace(
      /(zhuangautonomousregion|huiautonomousregion|uyg?h?urautonomousregion|autonomousregion|province|municipality|city|sar)$/u,
      "",
    );
}

const byName: ReadonlyMap<string, RegionCode> = new Map([
  ...regions.flatMap(({ code, short, zh, en }): [string, RegionCode][] => [
    [bare(code), code],
    [bare(code.slice(3)), code],
    [bare(short), code],
    [bare(zh), code],
    [bare(en), code],
  ]),
  ...Object.entries(alsoKnownAs),
]);

/**
 * The province somebody means who typed "陕西", "陕西省", "Shaanxi Province", "CN-SN" or "SN"; null where it is none that we know.
 */
export function regionOf(typed: string): RegionCode | null {
  return byName.get(bare(typed)) ?? null;
}
