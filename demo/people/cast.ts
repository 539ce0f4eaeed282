import type { z } from "zod";
import type { AddressFields } from "../../contract/accounts.ts";
import type { Locale } from "../../contract/errors.ts";
import type { Chance } from "../chance.ts";

/** Those who watch, chat and buy. Nobody of this name lives at these addresses. */
export interface Extra {
  readonly slug: string;
  readonly name: string;
  readonly locale: Locale;
}

const chinese = [
  "南山北水", "阿岩", "春分", "小满妈妈", "老铁大刘", "橘子汽水", "一盏茶", "山里的风", "周末去钓鱼", "芝麻糊",
  "豆豆他爸", "七月流火", "西北望", "慢慢走", "林间小路", "汤圆不甜", "海边的卡车", "半夏", "老王爱喝汤", "青石板",
  "胖橘", "听雨", "阿宁在昆明", "麦子熟了",
]; // prettier-ignore
const english = [
  "Maya in Xiamen", "Tom K.", "Ines", "old_bean", "Priya", "Jonas", "Hannah W.", "sunday cook", "Leo", "Marta",
]; // prettier-ignore

/** The cast, both languages mixed, so that the first few of it are too. */
export const cast: readonly Extra[] = chinese.flatMap((name, index) => {
  const zh: Extra = { slug: `viewer-${index + 1}`, name, locale: "zh-CN" };
  const other = index % 2 === 1 ? english[(index - 1) / 2] : undefined;
  return other === undefined ? [zh] : [zh, { slug: `viewer-en-${(index + 1) / 2}`, name: other, locale: "en" }];
});

/** Those who would like to become hosts and wait for the operator's word. */
export const applicants: readonly (Extra & { readonly legal_name: string; readonly place: string })[] = [
  {
    slug: "applicant-1",
    name: "竹编阿顺",
    locale: "zh-CN",
    legal_name: "顺演示",
    place: "四川省眉山市青神县演示路 6 号",
  },
  { slug: "applicant-2", name: "腌菜坛子", locale: "zh-CN", legal_name: "陶演示", place: "重庆市涪陵区演示路 18 号" },
  {
    slug: "applicant-3",
    name: "木雕小孙",
    locale: "zh-CN",
    legal_name: "孙演示",
    place: "福建省莆田市仙游县演示路 3 号",
  },
];

const cities = [
  ["上海", "上海市", "徐汇区"],
  ["北京", "北京市", "朝阳区"],
  ["广东", "深圳市", "南山区"],
  ["四川", "成都市", "武侯区"],
  ["陕西", "西安市", "雁塔区"],
  ["湖北", "武汉市", "洪山区"],
  ["云南", "昆明市", "五华区"],
  ["福建", "厦门市", "思明区"],
  ["辽宁", "沈阳市", "和平区"],
  ["甘肃", "兰州市", "城关区"],
] as const;
/** Where people ask about, as they call it. */
export const placeNames = cities.map(([, city]) => city.replace("市", ""));

type AddressDraft = z.input<typeof AddressFields>;

/** An address that is made up and says so. */
export function addressOf(name: string, number: number, chance: Chance): AddressDraft {
  const [region, city, district] = chance.pick(cities);
  return {
    name,
    phone: `+86 130 0000 ${String(2000 + number).padStart(4, "0")}`,
    region,
    city,
    district,
    street: `演示路 ${chance.between(1, 200)} 号 ${chance.between(1, 18)}0${chance.between(1, 6)} 室`,
    postal_code: "",
    is_default: true,
  };
}
