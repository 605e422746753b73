import type { AwkwardGroup } from './awkwardCase.ts'
import { zips } from './zips.ts'

/** All of them. */
export const AWKWARD: readonly AwkwardGroup[] = [zips]
