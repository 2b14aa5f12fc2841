/** Lower case without any accent, đ as d: "Luật Đất đai" is found by "luat dat dai". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim()
}
