export const home = {
  title: "正在直播",
  lead: "看得见货，问得到人，买得放心。",
  emptyTitle: "现在没有人在直播",
  emptyText: "有人开播时，这里会自动出现。",
  live: "直播",
  watching: "{count, number} 人在看",
  pinned: "讲解中",
  bag: "{count, number} 件商品",
  openRoom: "{host} 的直播：{title}",
} as const;
