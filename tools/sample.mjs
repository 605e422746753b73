export function ensureSample() {}
