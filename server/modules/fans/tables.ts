/** fans.follow */
export interface FollowRow {
  readonly account_id: string;
  readonly host_id: string;
  readonly since: Date;
}
