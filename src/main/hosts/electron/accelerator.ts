const NAMES: Readonly<Record<string, string>> = {
  $mod: 'CommandOrControl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  '+': 'Plus',
}
const KEY =
  /^([A-Z0-9]|Plus|[-=[\]{}?/.,;:'"!@#$%^&*()_<>~`|\\]|Left|Right|Up|Down|Enter|Space|Tab|Escape|Backspace|Delete|Insert|Home|End|PageUp|PageDown|F([1-9]|1\d|2[0-4]))$/u

/**
 * A press in tinykeys' notation as Electron writes it in menus ("$mod+z" is "CommandOrControl+Z"); null where Electron
 * has no name for the key, which it would refuse the whole menu for.
 */
export function acceleratorOf(keys: string): string | null {
  const parts = keys
    .split(/(?<=\w|\])\+/u)
    .filter((part) => !/^\[\w+\]$/u.test(part))
    .map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))
  return KEY.test(parts.at(-1) ?? '') ? parts.join('+') : null
}
