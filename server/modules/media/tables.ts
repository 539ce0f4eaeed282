/** media.picture; width and height are those of the large size, in px. */
export interface PictureRow {
  readonly account_id: string;
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly created_at: Date;
}

/** media.stream_key */
export interface StreamKeyRow {
  readonly account_id: string;
  readonly id: string;
  readonly secret_index: string;
  readonly hint: string;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
}
