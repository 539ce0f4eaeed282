/** Pages of those who work here: sellers (/sell…), hosts (/studio…), operators (/desk…), and getting verified (/verify). */
export const workRoutes = [] as const;
