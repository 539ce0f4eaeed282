import { expect, it } from "vitest";
import { otherCarrierOf, readTracking } from "./carriers.ts";

it("says whose a number plainly is, where another carrier was chosen", () => {
  expect(otherCarrierOf("zto", "SF1234567890123")).toBe("sf");
  expect(otherCarrierOf("other", "sf1234567890123")).toBe("sf");
  expect(otherCarrierOf("sf", "YT8812345678901")).toBe("yto");
  expect(otherCarrierOf("sf", "JDVC01234567890")).toBe("jd");
  expect(otherCarrierOf("jd", "EA123456789CN")).toBe("ems");
});

it("is silent where the number fits, or says nothing", () => {
  expect(otherCarrierOf("sf", "SF1234567890123")).toBeNull();
  expect(otherCarrierOf("zto", "75312345678901")).toBeNull();
  expect(otherCarrierOf("sto", "SFO12")).toBeNull();
});

it("reads a number as typed", () => {
  expect(readTracking("SF 1234-5678")).toBe("SF12345678");
  expect(readTracking("1234")).toBeNull();
});
