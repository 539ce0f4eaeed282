import { LockKeyhole } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { PageBody } from "../../ui/page.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";

/** Shows its content to those who are signed in; asks others to sign in, in place. */
export function SignedIn({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  const t = useTranslations("frame");
  const account = useAccount();
  if (account === undefined) return <PageSkeleton />;
  if (account !== null) return children;
  return (
    <EmptyState icon={<LockKeyhole size={22} aria-hidden />} title={title} text={text}>
      <Button kind="solid" onClick={() => void requireSignIn()}>
        {t("signIn")}
      </Button>
    </EmptyState>
  );
}

/** The shape of a page that is coming. */
export function PageSkeleton() {
  return (
    <PageBody width="wide">
      <Skeleton className="mt-8 h-8 w-48" />
      <Skeleton className="mt-6 h-11 w-full" />
      <div className="mt-4 grid gap-3 md:grid-cols-2">
        <Skeleton className="h-36" />
        <Skeleton className="h-36" />
      </div>
    </PageBody>
  );
}

/** Rows of a list that is coming. */
export function RowsSkeleton({ rows = 5 }: { readonly rows?: number }) {
  return (
    <div className="grid gap-2">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className="h-18" />
      ))}
    </div>
  );
}
