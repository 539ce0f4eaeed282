/** A bug put into a market on purpose: the simulation must find it. Each works from outside; production has no switch for it. */
export interface Plant {
  readonly name: string;
  /** The invariants one of which must notice first. */
  readonly breaks: readonly string[];
  /** What it must say of it. */
  readonly says: RegExp;
  /** Changes the copy of the database that a run plays on. */
  readonly sql?: string;
  /** Where the truth about stock lies, if `inventory.stock` lies. */
  readonly stock_table?: string;
  /** Changes requests on their way in. */
  readonly meddle?: (headers: Record<string, string | string[] | undefined>) => void;
}

let dropped = 0;

export const plants = {
  /** The server does not look at the key: every request is a new wish. */
  idempotency_dropped: {
    name: "idempotency check dropped",
    breaks: ["no bug is answered, logged or told"],
    says: /was answered \S+ (first )?and |was accepted with other content/,
    meddle(headers) {
      const key = headers["idempotency-key"];
      if (typeof key === "string") headers["idempotency-key"] = `${key}-${(dropped += 1)}`;
    },
  },
  /** The decrement believes whoever asks: no check refuses it, and whoever looks before sees up to ten reserved units as free. */
  unguarded_decrement: {
    name: "decrement without a guard",
    breaks: ["sold + reserved + available = initial + changed by hand, and nothing is negative"],
    says: /on hand, \d+ reserved/,
    stock_table: "inventory.shelf",
    sql: `
      alter table inventory.stock drop constraint stock_never_oversold;
      alter table inventory.stock rename to shelf;
      create view inventory.stock as select shop_id, variant_id, product_id, on_hand, greatest(reserved - 10, 0) as reserved, updated_at, low_at from inventory.shelf;
      create function sim.take() returns trigger language plpgsql as $$ begin
        update inventory.shelf set on_hand = on_hand + new.on_hand - old.on_hand, reserved = reserved + new.reserved - old.reserved
          where shop_id = new.shop_id and variant_id = new.variant_id
          returning on_hand, greatest(reserved - 10, 0) into new.on_hand, new.reserved;
        return new; end $$;
      create trigger take instead of update on inventory.stock for each row execute function sim.take()`,
  },
  /** A transfer is posted, and posted again under another cause. */
  transfer_twice: {
    name: "transfer posted twice",
    breaks: ["parts = paid + subsidy"],
    says: /the provider holds/,
    sql: `
      create function sim.again() returns trigger language plpgsql as $$ begin
        if new.kind = 'capture' and new.cause not like 'again:%' then
          insert into ledger.transfer select (jsonb_populate_record(new, jsonb_build_object('id', new.id || 'x', 'cause', 'again:' || new.cause))).*;
        end if; return null; end $$;
      create function sim.again_entry() returns trigger language plpgsql as $$ begin
        if exists (select 1 from ledger.transfer where shop_id = new.shop_id and id = new.transfer_id || 'x') then
          insert into ledger.entry select (jsonb_populate_record(new, jsonb_build_object('transfer_id', new.transfer_id || 'x'))).*;
          insert into ledger.balance (shop_id, account, amount, pending_in, pending_out) values (new.shop_id, new.account, 0, 0, 0) on conflict do nothing;
          update ledger.balance set amount = amount + new.amount where shop_id = new.shop_id and account = new.account;
        end if; return null; end $$;
      create trigger again after insert on ledger.transfer for each row execute function sim.again();
      create trigger again after insert on ledger.entry for each row execute function sim.again_entry()`,
  },
} as const satisfies Record<string, Plant>;
export type PlantName = keyof typeof plants;
