import type { Action, EditAction } from './sessionAction.ts'

type WithoutId<A> = A extends unknown ? Omit<A, 'editId'> : never

/** What a key or a click asks for; the id of the correction is made where it is carried out. */
export type Request = Exclude<Action, EditAction> | WithoutId<EditAction>
