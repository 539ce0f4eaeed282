import { useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { staffPermissionsDefault, type ShopPermission } from "../../../contract/permissions.ts";
import type { Shop, ShopStaff } from "../../../contract/shops.ts";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Section } from "../../ui/page.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { PermissionBoxes } from "./permission-boxes.tsx";
import { PermissionSheet } from "./permission-sheet.tsx";

/** Who works for the shop. Its owner adds and removes; staff see, and may leave. */
export function StaffCard({ shop }: { readonly shop: Shop }) {
  const t = useTranslations("sell.staff");
  const words = useTranslations("merchant.staff");
  const read = useCall("listStaff", { params: { shop_id: shop.id } });
  const [removing, setRemoving] = useState<ShopStaff | null>(null);
  const [changing, setChanging] = useState<ShopStaff | null>(null);
  const [leaving, setLeaving] = useState(false);
  const me = useAccount()?.id;
  const isOwner = shop.my_role === "owner";
  const staff = read.data?.data;
  return (
    <Section title={t("title")}>
      <p className="-mt-2 mb-3 text-sm text-muted">{words("lead")}</p>
      {read.error !== null && staff === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : staff === undefined ? (
        <Skeleton className="h-12" />
      ) : (
        <ul className="divide-y divide-line">
          {staff.map((member) => (
            <li key={member.account.id} className="flex items-center justify-between gap-3 py-3 first:pt-0 last:pb-0">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-2 font-semibold">
                  <span className="truncate">{member.account.name}</span>
                  {member.part === "owner" && <StateBadge tone="quiet">{t("owner")}</StateBadge>}
                </p>
                <p className="text-sm text-muted">
                  {t("since")} <Time at={member.added_at} format="day" />
                </p>
                <p className="text-sm text-muted">
                  {words("mayWhat", {
                    what:
                      member.part === "owner"
                        ? words("owner")
                        : member.permissions.length === 0
                          ? words("none")
                          : member.permissions.map((one) => words(`permission.${one}`)).join(" · "),
                  })}
                </p>
              </div>
              {isOwner && member.part !== "owner" && (
                <span className="grid shrink-0 gap-1">
                  <Button
                    size="s"
                    aria-label={words("changeTitle", { name: member.account.name })}
                    onClick={() => setChanging(member)}
                  >
                    {words("change")}
                  </Button>
                  <Button
                    kind="plain"
                    size="s"
                    aria-label={t("removeName", { name: member.account.name })}
                    onClick={() => setRemoving(member)}
                  >
                    {t("remove")}
                  </Button>
                </span>
              )}
              {member.account.id === me && member.part !== "owner" && (
                <Button kind="plain" size="s" onClick={() => setLeaving(true)}>
                  {t("leave")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {me !== undefined && !isOwner && (
        <LeaveShop shop={shop} account_id={me} open={leaving} onClose={() => setLeaving(false)} />
      )}
      {isOwner && <AddStaff key={shop.id} shop_id={shop.id} />}
      {isOwner && <PermissionSheet shop_id={shop.id} member={changing} onClose={() => setChanging(null)} />}
      {isOwner && <RemoveStaff shop_id={shop.id} member={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

function AddStaff({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("sell.staff");
  const fieldError = useFieldError();
  const [identifier, setIdentifier] = useState("");
  const [permissions, setPermissions] = useState<readonly ShopPermission[]>(staffPermissionsDefault);
  const [tried, setTried] = useState(false);
  const add = useAct("addStaff", {
    refreshes: ["listStaff"],
    onDone: ({ account }) => {
      setIdentifier("");
      setTried(false);
      toast(t("added", { name: account.name }));
    },
  });
  const short = identifier.trim().length < 3;
  const submit = () => {
    setTried(true);
    if (!short)
      add.run({ params: { shop_id }, body: { identifier: identifier.trim(), permissions: [...permissions] } });
  };
  return (
    <Form onSubmit={submit} error={add.error} className="mt-4 grid gap-3">
      <Field
        label={t("identifier")}
        hint={t("identifierHint")}
        error={tried && short ? t("identifierMissing") : fieldError(add.error, "identifier")}
        value={identifier}
        onChange={(event) => setIdentifier(event.target.value)}
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
      />
      <PermissionBoxes chosen={permissions} onChange={setPermissions} />
      <ErrorLine error={restError(add.error, ["identifier"])} />
      <Button type="submit" busy={add.busy}>
        {t("add")}
      </Button>
    </Form>
  );
}

interface RemoveProps {
  readonly shop_id: string;
  readonly member: ShopStaff | null;
  readonly onClose: () => void;
}

function RemoveStaff({ shop_id, member, onClose }: RemoveProps) {
  const t = useTranslations("sell.staff");
  const remove = useAct("removeStaff", { refreshes: ["listStaff"], onDone: onClose });
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Confirm
      open={member !== null}
      onClose={close}
      title={t("removeTitle", { name: member?.account.name ?? "" })}
      text={t("removeText")}
      action={t("remove")}
      kind="danger"
      busy={remove.busy}
      onConfirm={() => member !== null && remove.run({ params: { shop_id, account_id: member.account.id } })}
    >
      <ErrorLine error={remove.error} />
    </Confirm>
  );
}

interface LeaveProps {
  readonly shop: Shop;
  readonly account_id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Whoever was added was not asked, so they may go without asking. */
function LeaveShop({ shop, account_id, open, onClose }: LeaveProps) {
  const t = useTranslations("sell.staff");
  const navigate = useNavigate();
  const leave = useAct("removeStaff", {
    refreshes: ["listMyShops", "getAccount"],
    onDone: () => void navigate({ to: "/sell" }),
  });
  const close = () => {
    leave.reset();
    onClose();
  };
  return (
    <Confirm
      open={open}
      onClose={close}
      title={t("leaveTitle", { shop: shop.name })}
      text={t("leaveText")}
      action={t("leave")}
      kind="danger"
      busy={leave.busy}
      onConfirm={() => leave.run({ params: { shop_id: shop.id, account_id } })}
    >
      <ErrorLine error={leave.error} />
    </Confirm>
  );
}
