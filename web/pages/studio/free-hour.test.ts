import { expect, it } from "vitest";
import { freeHourMs } from "./free-hour.ts";

const at = (time: string): number => Date.parse(`2026-11-23T${time}:00Z`);

it("is the next full hour but one hour away, past those that are taken", () => {
  expect(freeHourMs(at("07:20"), [])).toBe(at("09:00"));
  expect(freeHourMs(at("07:20"), [at("09:00")])).toBe(at("10:00"));
  expect(freeHourMs(at("07:20"), [at("09:10"), at("10:20"), at("11:29")])).toBe(at("12:00"));
  expect(freeHourMs(at("07:20"), [at("09:30"), at("06:00")])).toBe(at("09:00"));
});
