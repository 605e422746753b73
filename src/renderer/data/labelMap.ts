/** New names by type; an empty one: no label; a type that is missing keeps its name. */
export type LabelMap = Readonly<Record<string, string>>

/**
 * The map after a name was typed for a type. Its own name counts as one: whoever makes PERSON of PER writes PER on the
 * way. Nothing typed: the type keeps its name.
 */
export function renamed(map: LabelMap, type: string, name: string): LabelMap {
  return name === '' ? kept(map, type) : { ...map, [type]: name }
}

/** The map in which a type keeps its name. */
export function kept(map: LabelMap, type: string): LabelMap {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== type))
}
