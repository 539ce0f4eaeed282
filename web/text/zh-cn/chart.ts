export const chart = { asTable: "以表格查看", failed: "图表加载失败，数字见下方表格。" } as const;
