import type { Page } from '@playwright/test'

/** How far the project is when a picture is taken; in this order. */
export const STAGES = ['no project', 'no posts', 'worked on'] as const
export type Stage = (typeof STAGES)[number]

export interface Shot {
  readonly name: string
  readonly stage: Stage
  /** Brings a page that was just opened to what the picture shows. */
  readonly prepare: (page: Page) => Promise<void>
}

async function open(page: Page, view: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/${view}`)
  await page.getByRole('main').first().waitFor()
}

function view(name: string, path: string, more?: (page: Page) => Promise<unknown>): Shot {
  return {
    name,
    stage: 'worked on',
    prepare: async (page) => {
      await open(page, path)
      await more?.(page)
    },
  }
}

/** A dialog over a view, opened by its key. */
function dialog(name: string, path: string, ...keys: readonly string[]): Shot {
  return view(name, path, async (page) => {
    if (path.startsWith('review')) await page.getByRole('listbox', { name: 'Post', exact: true }).waitFor()
    for (const key of keys) await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
  })
}

/** “Queue around the block for the Apple launch in Berlin”, which nobody has reviewed. */
const POST = 'review/10'

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  await page.getByRole('listbox', { name: 'Post', exact: true }).waitFor()
  for (const key of keys) await page.keyboard.press(key)
}

export const SHOTS: readonly Shot[] = [
  { name: 'start', stage: 'no project', prepare: () => Promise.resolve() },
  { name: 'review-empty', stage: 'no posts', prepare: (page) => open(page, 'review') },
  {
    name: 'import',
    stage: 'no posts',
    prepare: async (page) => {
      await open(page, 'data')
      await page.keyboard.press('i')
      const posts = page.getByRole('group', { name: 'Posts' })
      await posts.getByRole('button', { name: 'Choose…' }).press('Enter')
      await posts.getByRole('button', { name: /posts\.jsonl/u }).press('Enter')
      await posts.getByRole('button', { name: 'Done' }).press('Enter')
      await page.getByRole('region', { name: 'Preview' }).getByText('read as').waitFor()
    },
  },
  view('review', POST, async (page) => {
    await press(page, 'Tab', 'e')
    await page.getByRole('heading', { name: 'Inputs' }).waitFor()
  }),
  view('boxes', 'review/2', (page) => page.getByRole('list', { name: 'Mentions in the picture' }).waitFor()),
  view('filter', POST, (page) => press(page, 'Shift+f')),
  view('guidelines', 'review/2', (page) => press(page, 'Shift+g', 'Tab', 'Tab', 'Tab')),
  view('tour', POST, async (page) => {
    await press(page, 'F1', 'F1', 'Tab')
    await page.getByRole('region', { name: 'Tour' }).waitFor()
  }),
  dialog('keys', POST, '?'),
  view('change-keys', POST, async (page) => {
    await press(page, '?')
    await page.getByRole('button', { name: 'Change keys' }).click()
    await page.getByRole('dialog', { name: 'Change keys' }).waitFor()
  }),
  dialog('palette', POST, 'Control+k'),
  dialog('settings', POST, 'Control+,'),
  dialog('comment', POST, 'c'),
  dialog('history', 'review/2', 'h'),
  dialog('elsewhere', 'review/5', 'Tab', 'Tab', 'a'),
  view('bulk', POST, async (page) => {
    await press(page, 'Shift+A')
    await page.getByLabel('Every span scores at least').selectOption('.75')
    await page.getByRole('list', { name: 'Posts that would change' }).waitFor()
  }),
  dialog('pace', POST, 'Shift+t'),
  dialog('rules', POST, 'Shift+R'),
  dialog('predict', POST, 'Shift+p'),
  dialog('projects', POST, 'Control+o'),
  view('errors', 'errors'),
  view('side-by-side', 'errors/readings', (page) =>
    page.getByRole('group', { name: 'Two readings' }).waitFor(),
  ),
  view('suspicious-gold', 'errors/gold'),
  view('train', 'train'),
  view('trained', 'train', async (page) => {
    await page.getByRole('link', { name: 'Linear 1' }).click()
    await page.getByRole('region', { name: 'Trained' }).waitFor()
  }),
  view('models', 'models'),
  view('data', 'data'),
  dialog('export', 'data', 'e'),
  view('agreement', 'agreement', (page) => page.getByRole('table', { name: 'Agreement by type' }).waitFor()),
  view('settle', 'agreement', async (page) => {
    await page.getByRole('button', { name: /^Settle/u }).press('Enter')
    await page.getByRole('table', { name: 'Where the two differ' }).waitFor()
  }),
  dialog('compare', 'agreement', 'c'),
]
