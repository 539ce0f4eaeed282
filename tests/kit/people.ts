import { trainingAnswers, trainingVersion } from "../../contract/law.ts";
import { present } from "../../server/kernel/assert.ts";
import type { Context } from "../../server/kernel/context.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { createAccounts, type Accounts } from "../../server/modules/accounts/index.ts";
import { callRoute } from "./call-route.ts";

export interface People {
  readonly accounts: Accounts;
  /** Somebody new, signed in by a code. */
  person(): Promise<Caller>;
  /** What this person signs in with. */
  identifierOf(caller: Caller): string;
  /** The same person with the roles they have by now. */
  again(caller: Caller): Promise<Caller>;
  /** Files a verification and has the operator approve it; returns the person with their new role. */
  verify(
    caller: Caller,
    kind: "host" | "seller",
    document_kind?: "business_license" | "identity_number",
  ): Promise<Caller>;
}

/** Real accounts, made and verified through their routes, for the tests of modules above. */
export function testPeople(ctx: Context): People {
  const accounts = createAccounts(ctx);
  const parts = [accounts.part];
  const tokens = new Map<string, string>();
  const identifiers = new Map<string, string>();
  let count = 0;

  const signedIn = async (token: string): Promise<Caller> => {
    const caller = present(
      await accounts.authenticate(new Headers({ authorization: `Bearer ${token}` })),
      "whoever signed in is known",
    );
    tokens.set(caller.account_id, token);
    return caller;
  };
  const operator = async (): Promise<Caller> =>
    signedIn((await callRoute(parts, "demoSignIn", { body: { role: "operator" } })).token);
  return {
    accounts,
    async person() {
      count += 1;
      const identifier = `person${count}@example.org`;
      // Everybody comes from an address of their own, as the limits per address would have it.
      const address = `198.51.${count >> 8}.${count & 255}`;
      await callRoute(parts, "sendCode", { body: { identifier }, address });
      const inbox = await callRoute(parts, "readDevInbox", { query: { to: identifier } });
      const code = present(/\d{6}/.exec(inbox.data[0]?.text ?? ""), "the code was sent")[0];
      const caller = await signedIn(
        (await callRoute(parts, "signIn", { body: { identifier, code, name: `Person ${count}` }, address })).token,
      );
      identifiers.set(caller.account_id, identifier);
      return caller;
    },
    identifierOf: (caller) => present(identifiers.get(caller.account_id), "only who signed in here"),
    again: (caller) => signedIn(present(tokens.get(caller.account_id), "only who signed in here")),
    async verify(caller, kind, document_kind = "business_license") {
      const papers = {
        legal_name: "Old Friend Orchards Ltd",
        document_kind,
        document_number: "91310000MA1K35XX7Q",
        birth_date: "1990-01-01",
        address: "1 Orchard Road, Yantai",
        contact_phone: "+86 138 0013 8000",
      };
      const filed = await callRoute(parts, "createVerification", { caller, body: { kind, ...papers } });
      await callRoute(parts, "approveVerification", { caller: await operator(), params: { id: filed.id } });
      // Hosts do the yearly training too, or they could not go on air.
      if (kind === "host")
        await callRoute(parts, "acknowledgeTraining", {
          caller,
          body: { version: trainingVersion, answers: trainingAnswers },
        });
      return this.again(caller);
    },
  };
}
