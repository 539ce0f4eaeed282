import { hash, verify } from "@node-rs/argon2";

/** argon2id with the first of OWASP's recommended settings: 19 MiB, 2 passes, 1 lane. */
const settings = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), settings);
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password.normalize("NFKC"));
}

let absent: Promise<string> | null = null;

/** Takes as long as a real check and always fails: for accounts that do not exist or have no password. */
export async function verifyAbsentPassword(password: string): Promise<false> {
  absent ??= hashPassword("nobody has this password");
  await verifyPassword(await absent, password);
  return false;
}

/** Makes the first absent check as fast as every other. */
export async function preparePasswords(): Promise<void> {
  await verifyAbsentPassword("warm");
}
