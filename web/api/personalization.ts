import { memory } from "./browser.ts";
import { createStore, useStore } from "./store.ts";
import { useAccount } from "./account.ts";

/** What this device chose while nobody is signed in. */
const ofDevice = createStore(memory.read("personalization") !== "off");

export function setDevicePersonalization(on: boolean): void {
  memory.write("personalization", on ? "on" : "off");
  ofDevice.set(on);
}

/** May anything of what this person looks at or searches for be kept? The account's choice, or for guests this device's. */
export function usePersonalization(): boolean {
  const account = useAccount();
  const device = useStore(ofDevice);
  return account?.personalization ?? device;
}
