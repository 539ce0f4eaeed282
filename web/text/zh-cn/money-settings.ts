/** Rules about deposits and payouts, and what operators did about them, for the operator's desk. */
export const moneySettings = {
  names: {
    deposit_minor: "店铺保证金",
    payout_min_minor: "单次提现下限",
    payout_approval_above_minor: "提现须审批的金额",
  },
  about: {
    deposit_minor: "每家店铺应缴的保证金。未缴足的部分不能提现。",
    payout_min_minor: "店铺单次提现不得低于此金额。",
    payout_approval_above_minor: "超过此金额的提现须由运营审批，不超过的自动出款。",
  },
} as const;

export const moneyActions = {
  ledger_checked: "核对了账本",
  payouts_approved: "通过了提现",
  payouts_refused: "未通过提现",
  payouts_marked: "标记了提现结果",
  payouts_file_made: "导出了银行文件",
  payouts_file_read: "查看了银行文件",
  payouts_held: "暂停了店铺提现",
  payouts_released: "恢复了店铺提现",
  payouts_deposit_returned: "退还了保证金",
  payments_statement_compared: "核对了渠道账单",
  payments_difference_explained: "说明了账单差异",
} as const;

export const moneyAreas = { ledger: "账本", payouts: "提现", payments: "支付" } as const;
