import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { BoldRoom } from "./bold-room.tsx";

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
}

interface Props<Id extends string> {
  readonly tabs: readonly Tab<Id>[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
  readonly label: string;
  /** What the chosen tab shows. */
  readonly children: ReactNode;
}

export function Tabs<Id extends string>({ tabs, current, onChange, label, children }: Props<Id>) {
  return (
    <Radix.Root value={current} onValueChange={(id) => onChange(id as Id)}>
      <Radix.List
        aria-label={label}
        className="-mx-4 mb-4 flex gap-1 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] md:flex-wrap"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-11 shrink-0 border-b-2 border-transparent px-3 text-muted focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:font-semibold data-[state=active]:text-ink"
          >
            {typeof tab.label === "string" ? <BoldRoom>{tab.label}</BoldRoom> : tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={current} className="outline-none">
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
