import type { Page } from '@playwright/test'
import { startReview } from './reviewing.ts'
import { expect, test } from './workbench.ts'

const VIEWS = ['Review', 'Errors', 'Train', 'Models', 'Data'] as const

/** What moves on the page or would, once it changes: "button transition". Nothing that takes less than 5 ms is seen. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SEEN = 0.005
    const longest = (durations: string): number => Math.max(...durations.split(',').map(parseFloat))
    const found = [...document.querySelectorAll('*')].flatMap((element) =>
      ['', '::before', '::after', '::backdrop'].flatMap((part) => {
        const style = getComputedStyle(element, part === '' ? null : part)
        const name = `${element.localName}${part}`
        return [
          ...(longest(style.transitionDuration) < SEEN ? [] : [`${name} transition`]),
          ...(style.animationName === 'none' || longest(style.animationDuration) < SEEN
            ? []
            : [`${name} animation`]),
        ]
      }),
    )
    const running = document.getAnimations().filter(({ playState }) => playState === 'running')
    return [...new Set([...found, ...running.map(() => 'running')])]
  })
}

/** What moves in each view and over the last of them in a dialog. */
async function movingAnywhere(page: Page): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {}
  for (const view of VIEWS) {
    const link = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view })
    await link.press('Enter')
    await expect(link).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('main').getByRole('button').first()).toBeVisible()
    found[view] = await moving(page)
  }
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  found.dialog = await moving(page)
  await page.keyboard.press('Escape')
  return found
}

const STILL = Object.fromEntries([...VIEWS, 'dialog'].map((place) => [place, []]))

test('nothing moves for people who asked their system for less motion', async ({ workbench }) => {
  const { page } = await startReview(workbench)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  for (const [place, found] of Object.entries(await movingAnywhere(page)))
    expect(found, place).toContain('button transition')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await movingAnywhere(page)).toEqual(STILL)
})

test('nothing moves once motion is switched off here, whatever the system says', async ({ workbench }) => {
  const { page } = await startReview(workbench)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.keyboard.press('Control+,')
  const motion = page.getByRole('group', { name: 'Motion' })
  await motion.getByRole('radio', { name: 'As the system' }).press('ArrowRight')
  await expect(motion.getByRole('radio', { name: 'None' })).toBeChecked()
  await page.keyboard.press('Escape')
  expect(await movingAnywhere(page)).toEqual(STILL)
  await page.reload()
  await expect(page.getByRole('main').getByRole('button').first()).toBeVisible()
  expect(await moving(page)).toEqual([])
})
