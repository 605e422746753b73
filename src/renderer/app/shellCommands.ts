import type { Command } from './command.ts'
import { predictOverlay } from './predictOverlay.ts'
import { VIEWS } from './routes.ts'
import type { Settings } from './settings.ts'
import type { Workbench } from './workbench.ts'

const THEMES = [
  ['system', 'Colours as the system has them'],
  ['light', 'Light colours'],
  ['dark', 'Dark colours'],
] as const satisfies readonly (readonly [Settings['theme'], string])[]

/** What works in every view. */
export function shellCommands(workbench: Workbench): readonly Command[] {
  const { overlay, router, settings } = workbench
  const always = (): boolean => true
  // The palette gives way to what is chosen in it.
  const free = (): boolean => [null, 'palette'].includes(overlay.get())
  return [
    {
      id: 'app.palette',
      title: 'Find a command',
      group: 'Workbench',
      keys: ['$mod+k'],
      where: 'always',
      enabled: () => overlay.get() === null,
      run: () => overlay.set('palette'),
    },
    {
      id: 'app.keys',
      title: 'Show all keys',
      group: 'Workbench',
      keys: ['[Shift]+?'],
      enabled: free,
      run: () => overlay.set('keys'),
    },
    {
      id: 'app.settings',
      title: 'Settings',
      group: 'Workbench',
      keys: ['$mod+,'],
      enabled: free,
      run: () => overlay.set('settings'),
    },
    {
      id: 'app.keymap',
      title: 'Change keys',
      group: 'Workbench',
      keys: [],
      enabled: free,
      run: () => overlay.set('keymap'),
    },
    {
      id: 'predict.start',
      title: 'Predict spans',
      group: 'Workbench',
      keys: ['Shift+p'],
      enabled: () => free() && workbench.review.get() !== null,
      run: () => overlay.set(predictOverlay()),
    },
    {
      id: 'app.projects',
      title: 'Open another project',
      group: 'Workbench',
      keys: ['$mod+o'],
      // Where none is open, the page itself is what this would show.
      enabled: () => free() && workbench.review.get() !== null,
      run: () => overlay.set('projects'),
    },
    ...VIEWS.map(({ id, title }, index) => ({
      id: `app.view.${id}`,
      title: `Go to ${title}`,
      group: 'Workbench',
      keys: [`Alt+${String(index + 1)}`],
      enabled: always,
      run: () => router.go(id),
    })),
    textSize(workbench, 'larger', 'Larger post text', '[Shift]+=', 2),
    textSize(workbench, 'smaller', 'Smaller post text', '-', -2),
    ...THEMES.map(([theme, title]) => ({
      id: `app.theme.${theme}`,
      title,
      group: 'Appearance',
      keys: [],
      enabled: () => settings.get().theme !== theme,
      run: () => settings.set((current) => ({ ...current, theme })),
    })),
  ]
}

const SMALLEST_TEXT = 18
const LARGEST_TEXT = 36

function textSize({ settings }: Workbench, id: string, title: string, keys: string, delta: number): Command {
  const next = (): number => {
    const usual = window.innerWidth >= 1600 ? 27 : 22
    const size = (settings.get().postTextSize ?? usual) + delta
    return Math.max(SMALLEST_TEXT, Math.min(LARGEST_TEXT, size))
  }
  return {
    id: `app.text.${id}`,
    title,
    group: 'Appearance',
    keys: [keys],
    repeats: true,
    enabled: () => next() !== settings.get().postTextSize,
    run: () => settings.set((current) => ({ ...current, postTextSize: next() })),
  }
}
