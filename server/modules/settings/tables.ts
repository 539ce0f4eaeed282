import type { SettingName } from "../../../contract/settings.ts";

/** settings.change */
export interface ChangeRow {
  readonly id: string;
  readonly name: SettingName;
  readonly from_value: number;
  readonly to_value: number;
  readonly reason_sealed: string;
  readonly changed_by: string;
  readonly changed_at: Date;
  readonly valid_from: Date;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
}
