import {
  aftersaleCodes,
  aftersaleStates,
  type AftersaleAction as Action,
  type AftersaleSide as Side,
  type AftersaleState as State,
  type AftersaleWay as Way,
} from "../../../contract/aftersale-words.ts";
import type { SettingName } from "../../../contract/settings.ts";
import { assert } from "../../kernel/assert.ts";
import { refuse, Refusal } from "../../kernel/refusal.ts";

/** Where an action leads: one state, or another while the goods have still to come back. */
type Next = State | { readonly goods_due: State; readonly otherwise: State };

export interface Rule {
  readonly by: readonly Side[];
  readonly next: Next;
  /** Only in these ways; every way where it is missing. */
  readonly ways?: readonly Way[];
  /** Not while the goods are still here: then it is all or nothing, and there is nothing to bargain about. */
  readonly shipped_only?: true;
}
export interface Stage {
  /** Who is expected to act. */
  readonly turn: Side | null;
  /** What happens by itself, how long after the state was entered; `unshipped` where the parcel has not left. */
  readonly deadline: {
    readonly hours: SettingName;
    readonly unshipped?: SettingName;
    readonly action: Action;
  } | null;
  readonly actions: Readonly<Partial<Record<Action, Rule>>>;
}

/** Money goes, or first the goods come back. */
const agreed: Next = { goods_due: "await_return", otherwise: "paying" };
const withdraw: Rule = { by: ["buyer"], next: "closed" };
const lapse: Rule = { by: ["system"], next: "closed" };

/**
 * Where an after-sale may go from where it is, who may take it there, and what happens when nobody does (law 7, DOMAIN §3).
 * The README's picture is printed from this table.
 */
export const transitions: Readonly<Record<State, Stage>> = {
  applied: {
    turn: "seller",
    deadline: { hours: "aftersale_answer_hours", unshipped: "aftersale_unshipped_hours", action: "agree" },
    actions: {
      agree: { by: ["seller", "system"], next: agreed },
      refuse: { by: ["seller"], next: "seller_refused" },
      propose: { by: ["seller"], next: "proposed", shipped_only: true },
      withdraw,
    },
  },
  proposed: {
    turn: "buyer",
    deadline: { hours: "aftersale_proposal_hours", action: "decline" },
    actions: {
      accept: { by: ["buyer"], next: agreed },
      decline: { by: ["buyer", "system"], next: "applied" },
      dispute: { by: ["buyer"], next: "dispute" },
      withdraw,
    },
  },
  seller_refused: {
    turn: "buyer",
    deadline: { hours: "aftersale_dispute_hours", unshipped: "aftersale_unshipped_hours", action: "lapse" },
    actions: {
      dispute: { by: ["buyer"], next: "dispute" },
      reapply: { by: ["buyer"], next: "applied" },
      agree: { by: ["seller"], next: agreed },
      withdraw,
      lapse,
    },
  },
  dispute: {
    turn: "operator",
    deadline: { hours: "aftersale_ruling_hours", action: "rule_for_buyer" },
    actions: {
      give_evidence: { by: ["buyer", "seller"], next: "dispute" },
      rule_for_buyer: { by: ["operator", "system"], next: "platform_confirmed" },
      rule_for_seller: { by: ["operator"], next: "closed" },
      agree: { by: ["seller"], next: agreed },
      withdraw,
    },
  },
  platform_confirmed: {
    turn: "seller",
    deadline: { hours: "aftersale_objection_hours", action: "execute" },
    actions: {
      execute: { by: ["seller", "operator", "system"], next: agreed },
      reopen: { by: ["operator"], next: "dispute" },
    },
  },
  await_return: {
    turn: "buyer",
    deadline: { hours: "aftersale_return_hours", action: "lapse" },
    actions: {
      send_back: { by: ["buyer"], next: "returned" },
      waive_return: { by: ["seller"], next: "paying" },
      withdraw,
      lapse,
    },
  },
  returned: {
    turn: "seller",
    deadline: { hours: "aftersale_receipt_hours", action: "receive" },
    actions: {
      receive: { by: ["seller", "system"], next: "paying" },
      send_exchange: { by: ["seller"], next: "exchange_sent", ways: ["exchange"] },
      reject_goods: { by: ["seller"], next: "dispute" },
    },
  },
  exchange_sent: {
    turn: "buyer",
    deadline: { hours: "aftersale_exchange_hours", action: "confirm_exchange" },
    actions: {
      confirm_exchange: { by: ["buyer", "system"], next: "success" },
      dispute: { by: ["buyer"], next: "dispute" },
    },
  },
  paying: {
    turn: "system",
    deadline: null,
    actions: {
      paid: { by: ["system"], next: "success" },
      pay_failed: { by: ["system"], next: "paying" },
      pay_again: { by: ["operator"], next: "paying" },
    },
  },
  success: { turn: null, deadline: null, actions: {} },
  closed: { turn: null, deadline: null, actions: {} },
};

/** What the rules look at. */
export interface Standing {
  readonly state: State;
  readonly way: Way;
  readonly goods_due: boolean;
  readonly before_shipping: boolean;
  readonly version: number;
  /** The provider refused to pay it back. */
  readonly pay_failed: boolean;
  /** Until when both sides may give evidence; null outside a dispute. */
  readonly evidence_until: Date | null;
  /** Rounds of bargaining so far. */
  readonly rounds: number;
}

export const isOver = (state: State): boolean => transitions[state].turn === null;
export const openStates: readonly State[] = aftersaleStates.filter((state) => !isOver(state));
/** States in which it is this side's turn. */
export const statesOf = (side: Side): State[] => aftersaleStates.filter((state) => transitions[state].turn === side);

export function nextOf(rule: Rule, goods_due: boolean): State {
  if (typeof rule.next === "string") return rule.next;
  return goods_due ? rule.next.goods_due : rule.next.otherwise;
}

/** The rule for this action here, or undefined where it is not this side's to take. */
function ruleFor(standing: Standing, action: Action, by: Side): Rule | undefined {
  const rule = transitions[standing.state].actions[action];
  if (rule === undefined || !rule.by.includes(by)) return undefined;
  if (rule.ways !== undefined && !rule.ways.includes(standing.way)) return undefined;
  if (rule.shipped_only === true && standing.before_shipping) return undefined;
  if (action === "pay_again" && !standing.pay_failed) return undefined;
  return rule;
}

/** What a side may do now: what the pages show and `act` lets through. */
export function actionsOf(standing: Standing, by: Side, rounds_max: number, at: Date): Action[] {
  return (Object.keys(transitions[standing.state].actions) as Action[]).filter(
    (action) => ruleFor(standing, action, by) !== undefined && timely(standing, action, by, rounds_max, at) === null,
  );
}

/** Why an action that is this side's comes too often or at the wrong time; null where it does not. */
function timely(standing: Standing, action: Action, by: Side, rounds_max: number, at: Date): Refusal | null {
  const { evidence_until } = standing;
  if ((action === "propose" || action === "reapply") && standing.rounds >= rounds_max)
    return new Refusal("aftersale_rounds", { details: { max: rounds_max } });
  if (action === "give_evidence" && evidence_until !== null && at >= evidence_until)
    return new Refusal("evidence_over");
  const rules = action === "rule_for_buyer" || action === "rule_for_seller";
  if (rules && by === "operator" && evidence_until !== null && at < evidence_until)
    return new Refusal("evidence_open", { details: { until: evidence_until.toISOString() } });
  return null;
}

/**
 * The state an action leads to. Refuses `version_conflict` (somebody acted since the caller looked: the state as it is now stands in the
 * details), `aftersale_state`, and what comes too often or at the wrong time. `goods_due` is what holds after the action's own terms.
 */
export function decide(
  standing: Standing,
  asked: { readonly action: Action; readonly by: Side; readonly version: number },
  when: { readonly at: Date; readonly rounds_max: number },
  goods_due: boolean = standing.goods_due,
): State {
  if (asked.version !== standing.version)
    refuse("version_conflict", { details: { state: standing.state, version: standing.version } });
  const rule = ruleFor(standing, asked.action, asked.by);
  if (rule === undefined) return refuse("aftersale_state", { details: { state: standing.state } });
  const refusal = timely(standing, asked.action, asked.by, when.rounds_max, when.at);
  if (refusal !== null) throw refusal;
  return nextOf(rule, goods_due);
}

/** When the state falls due, entered at `at`; null where nothing happens by itself. */
export function deadlineOf(
  state: State,
  before_shipping: boolean,
  hours: Readonly<Record<SettingName, number>>,
  at: Date,
): Date | null {
  const { deadline } = transitions[state];
  if (deadline === null) return null;
  const name = before_shipping ? (deadline.unshipped ?? deadline.hours) : deadline.hours;
  return new Date(at.getTime() + hours[name] * 3600_000);
}

/** The default outcome where a state's time runs out. */
export function defaultOf(state: State, goods_due: boolean): { action: Action; state: State } | null {
  const { deadline, actions } = transitions[state];
  if (deadline === null) return null;
  const rule = actions[deadline.action];
  assert(rule?.by.includes("system") === true, `what happens by itself in ${state} is the system's to do`);
  return { action: deadline.action, state: nextOf(rule, goods_due) };
}

/** The table as the README shows it. */
export function printTransitions(): string {
  const next = (rule: Rule): string =>
    typeof rule.next === "string" ? rule.next : `${rule.next.otherwise}, or ${rule.next.goods_due} while goods are due`;
  return aftersaleStates
    .map((state) => {
      const { deadline, actions, turn } = transitions[state];
      const due =
        deadline === null
          ? ""
          : `, after ${deadline.hours}${deadline.unshipped === undefined ? "" : ` (unshipped: ${deadline.unshipped})`}: ${deadline.action}`;
      const head = `${state} (${aftersaleCodes[state]})${turn === null ? " (end)" : ` ${turn}'s turn${due}`}`;
      return [
        head,
        ...(Object.entries(actions) as [Action, Rule][]).map(
          ([action, rule]) => `  ${action.padEnd(17)} ${rule.by.join(", ").padEnd(24)} → ${next(rule)}`,
        ),
      ].join("\n");
    })
    .join("\n");
}
