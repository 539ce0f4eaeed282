export interface PolicyRow {
  id: string;
  name: string;
  take_rate_permille: number;
  settlement_days: number;
  unpaid_close_minutes: number;
  flash_unpaid_close_minutes: number;
  auto_receive_days: number;
  valid_from: Date;
}
export type ProgramsTables = { "programs.policy": PolicyRow };
