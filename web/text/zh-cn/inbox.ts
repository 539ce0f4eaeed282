export const inbox = {
  title: "开发收件箱",
  lead: "沙箱发送的验证码和消息都在这里，正式环境没有这个页面。",
  emptyTitle: "还没有消息",
  emptyText: "获取一次验证码，就会出现在这里。",
  to: "发给 {to}",
  email: "邮件",
  sms: "短信",
  onlyTo: "只看发给 {to} 的",
  showAll: "看全部",
} as const;
