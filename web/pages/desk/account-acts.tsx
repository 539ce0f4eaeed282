import { useTranslations } from "use-intl";
import type { AccountFile } from "../../../contract/operator.ts";
import type { RouteId } from "../../../contract/routes.ts";
import { ReasonButton } from "./reason-button.tsx";

const refreshes: readonly RouteId[] = ["getAccountFile", "searchAccounts", "listAudit", "getAttention"];

/** What may be done to somebody else's account; each asks for a reason. */
export function AccountActs({ account }: { readonly account: AccountFile }) {
  const t = useTranslations("operator.account");
  const params = { account_id: account.id };
  const { name } = account;
  const isOperator = account.roles.includes("operator");
  return (
    <div className="flex flex-wrap gap-2">
      {account.suspended ? (
        <ReasonButton
          key="lift"
          route="liftSuspension"
          options={(reason) => ({ params, body: { reason } })}
          refreshes={refreshes}
          label={t("lift")}
          title={t("liftTitle", { name })}
          text={t("liftText")}
          action={t("lift")}
        />
      ) : (
        <ReasonButton
          key="suspend"
          route="suspendAccount"
          options={(reason) => ({ params, body: { reason } })}
          refreshes={refreshes}
          label={t("suspend")}
          title={t("suspendTitle", { name })}
          text={t("suspendText")}
          action={t("suspend")}
          kind="danger"
        />
      )}
      {account.sessions.length > 0 && (
        <ReasonButton
          route="signOutAccount"
          options={(reason) => ({ params, body: { reason } })}
          refreshes={refreshes}
          label={t("signOut")}
          title={t("signOutTitle", { name })}
          text={t("signOutText")}
          action={t("signOut")}
        />
      )}
      <ReasonButton
        route="setOperator"
        options={(reason) => ({ params, body: { operator: !isOperator, reason } })}
        refreshes={refreshes}
        label={t(isOperator ? "dropOperator" : "makeOperator")}
        title={t(isOperator ? "dropOperatorTitle" : "makeOperatorTitle", { name })}
        text={t(isOperator ? "dropOperatorText" : "makeOperatorText")}
        action={t(isOperator ? "dropOperator" : "makeOperator")}
      />
    </div>
  );
}
