import type { Call } from "../../contract/client.ts";
import { ApiError } from "../../contract/client.ts";
import type { Person } from "../people/person.ts";

/** What somebody shows to become a host and a seller: made up, and recognizable as such. */
export interface Papers {
  readonly legal_name: string;
  readonly company: string;
  /** Makes the numbers on the papers differ. */
  readonly number: number;
  readonly birth_date: string;
  readonly address: string;
  readonly contact_phone: string;
}

const numberOf = (kind: "host" | "seller", number: number): string =>
  `DEMO-${kind.toUpperCase()}-${String(number).padStart(4, "0")}`;

/** Files what is missing and has the demo's operator decide it, each through the public API. */
export async function ensureVerified(person: Person, operator: Call, papers: Papers): Promise<void> {
  const { verified } = await person.call("getAccount");
  for (const kind of ["host", "seller"] as const) {
    if (verified[kind]) continue;
    await fileVerification(person, kind, papers);
  }
  const { data } = await person.call("listMyVerifications");
  for (const one of data.filter(({ state }) => state === "pending"))
    await operator("approveVerification", { params: { id: one.id } });
}

/** Asks to be verified; asking twice changes nothing. */
export async function fileVerification(person: Person, kind: "host" | "seller", papers: Papers): Promise<void> {
  try {
    await person.call("createVerification", {
      body: {
        kind,
        legal_name: kind === "host" ? papers.legal_name : papers.company,
        document_kind: kind === "host" ? "identity_number" : "business_license",
        document_number: numberOf(kind, papers.number),
        birth_date: kind === "host" ? papers.birth_date : null,
        address: papers.address,
        contact_phone: papers.contact_phone,
      },
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.error.code !== "verification_pending") throw error;
  }
}
