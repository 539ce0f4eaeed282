import { lookup as resolve } from "node:dns";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";

/**
 * Addresses that are nobody's on the open network (IANA special-purpose registries, RFC 6890): what people give us to
 * call must not lead into the operator's own network.
 */
const special = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.ipv4.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 3], // all below 2000::, among them loopback, mapped, translated and unspecified addresses
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["4000::", 2],
  ["8000::", 1],
] as const)
  special.ipv6.addSubnet(net, bits, "ipv6");

/** True for an address of the open network. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  return !special[family].check(address, family);
}

/** The name did not lead to the open network. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
}

/**
 * Resolves a host name as node does, and refuses with `AddressRefused` unless *every* answer is public: the address that
 * is checked is the address that is connected to, so a name that changes in between gains nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, "", 0);
    const [first] = found;
    if (first === undefined || !found.every((one) => isPublicAddress(one.address)))
      return callback(new AddressRefused(`${hostname} is not on the open network`), "", 0);
    if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};
