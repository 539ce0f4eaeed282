import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Proof } from "../../ui/proof.tsx";

/** A number in a list of them; one tap says what it rests on. */
export function Told({
  name,
  value,
  proof,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly proof: ReactNode;
}) {
  const common = useTranslations("common");
  return (
    <div className="flex items-center justify-between">
      <dt className="flex items-center text-muted">
        {name}
        <Proof
          label={common("showProof", { name })}
          triggerClass="relative ml-1 grid size-6 place-items-center text-muted after:absolute after:-inset-2"
          trigger={<Info size={15} aria-hidden />}
        >
          {proof}
        </Proof>
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
