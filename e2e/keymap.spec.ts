import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectAccessible } from './accessible.ts'
import { startReview } from './reviewing.ts'
import { expect, test } from './workbench.ts'

test('keys are changed by pressing them, kept and passed on; the tour and the timer are a key away', async ({
  workbench,
  host,
}) => {
  test.slow()
  const { page, post, press } = await startReview(workbench)
  const editor = page.getByRole('dialog', { name: 'Change keys' })
  const flag = page.getByRole('button', { name: 'Flag', exact: true })
  const openEditor = async (): Promise<void> => {
    await press('?')
    await page.getByRole('dialog', { name: 'Keys' }).getByRole('button', { name: 'Change keys' }).click()
    await expect(editor).toBeVisible()
  }

  await test.step('a key that is taken is asked for by the name of who has it', async () => {
    await openEditor()
    await editor.getByRole('button', { name: 'Add a key for Flag or unflag the post' }).click()
    await press('n')
    await expect(editor.getByRole('alert')).toContainText('N is the key of “Next uncertain span”')
    await press('Enter')
    await expect(editor.getByRole('button', { name: 'Take N away from Flag' })).toBeVisible()
    await expect(editor.getByRole('button', { name: 'Take N away from Next uncertain' })).toHaveCount(0)
    await expectAccessible(page)
    await press('Escape')
    await expect(editor).toBeHidden()
  })

  await test.step('button, foot line and keyboard follow, also after a new start of the page', async () => {
    await expect(flag).toHaveAttribute('aria-keyshortcuts', 'n')
    await expect(page.getByRole('contentinfo')).not.toContainText('uncertain')
    await page.reload()
    await expect(post).toBeFocused()
    await press('n')
    await expect(flag).toHaveAttribute('aria-pressed', 'true')
    await press('n')
    await expect(flag).toHaveAttribute('aria-pressed', 'false')
  })

  await test.step('a file takes the keys out and brings them in; a bad one says why and changes nothing', async () => {
    const kept = join(workbench.files, 'kept.json')
    const bad = join(workbench.files, 'bad.json')
    await openEditor()
    const file = editor.locator('input[type=file]')
    if (host === 'web') {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        editor.getByRole('button', { name: 'Export' }).click(),
      ])
      await download.saveAs(kept)
      expect(JSON.parse(await readFile(kept, 'utf8'))).toMatchObject({
        set: 'default',
        keys: { 'review.flag': ['n', 'f'], 'review.nextUncertain': [] },
      })
    } else
      await writeFile(
        kept,
        '{"format":"vsgn-keymap","version":1,"set":"default","keys":{"review.flag":["n","f"]}}',
      )
    await editor.getByRole('button', { name: 'Reset all' }).click()
    await expect(editor.getByRole('button', { name: 'Take N away from Next uncertain' })).toBeVisible()
    await writeFile(
      bad,
      '{"format":"vsgn-keymap","version":1,"set":"default","keys":{"review.flag":["Retrun"]}}',
    )
    await file.setInputFiles(bad)
    await expect(editor.getByRole('status')).toContainText('“Retrun” where a key belongs')
    await file.setInputFiles(kept)
    await expect(editor.getByRole('button', { name: 'Take N away from Flag' })).toBeVisible()
    await editor.getByRole('button', { name: 'Reset all' }).click()
  })

  await test.step('the tour leads through five steps and does not come back', async () => {
    await press('Escape')
    const tour = page.getByRole('region', { name: 'Tour' })
    // A token; none while a span is selected.
    const cursor = post.getByRole('option', { selected: true })
    await expect(tour).toContainText('1 of 5')
    await press('F1', 'F1', 'F1', 'F1')
    await expect(tour).toContainText('5 of 5')
    await press('F1')
    await expect(tour).toHaveCount(0)
    await press('F1')
    await expect(tour).toContainText('1 of 5')
    // Also with a span selected, which the next Esc leaves.
    await press('Tab')
    await expect(cursor).toHaveCount(0)
    await press('Escape')
    await expect(tour).toHaveCount(0)
    await expect(cursor).toHaveCount(0)
    await press('Escape')
    await expect(cursor).toHaveCount(1)
    await press('F1')
    await tour.getByRole('button', { name: 'Next step' }).press('Enter')
    await expect(tour).toContainText('2 of 5')
    await press('Escape')
    await expect(tour).toHaveCount(0)
    await expect(post).toBeFocused()
    await page.reload()
    await expect(post).toBeFocused()
    await expect(tour).toHaveCount(0)
  })

  await test.step('the timer tells what decisions took', async () => {
    await press('Home', 'Shift+T')
    const pace = page.getByRole('dialog', { name: 'Time per decision' })
    await expect(pace).toContainText('Nothing accepted in this sitting yet')
    await press('Escape', 'Enter')
    await expect(page.getByRole('region', { name: 'Post', exact: true })).toContainText('lisbon')
    await press('Shift+T')
    await expect(pace.getByRole('row', { name: /^Right 1 \d+\.\d/u })).toBeVisible()
    await press('Escape')
    await press('u')
    await expect(page.getByRole('region', { name: 'Post', exact: true })).toContainText('phoenix')
    await press('Home')
  })

  await test.step('decisions without time to read are told of, unless that is switched off', async () => {
    const pace = page.getByRole('status', { name: 'Pace' })
    // No time passes between what follows.
    await page.evaluate(() => {
      const now = performance.now()
      performance.now = () => now
    })
    await expect(pace).toBeEmpty()
    for (const next of ['lisbon', 'jaguar', 'unseen', 'markup', 'unread']) {
      await press('Enter')
      await expect(page.getByRole('region', { name: 'Post', exact: true })).toContainText(next)
    }
    await expect(pace).toHaveText('Faster than one can read')
    await page.evaluate(() => Reflect.deleteProperty(performance, 'now'))
    await press('Shift+T')
    await page.getByRole('dialog', { name: 'Time per decision' }).getByRole('checkbox').uncheck()
    await press('Escape')
    await expect(pace).toBeEmpty()
    await press('u', 'u', 'u', 'u', 'u')
    await expect(page.getByRole('region', { name: 'Post', exact: true })).toContainText('phoenix')
    await press('Home')
    await openEditor()
  })

  await test.step('the set like vim moves by H and L and leaves the letters of types to them', async () => {
    await editor.getByRole('radio', { name: 'Like vim' }).check()
    await editor.getByRole('button', { name: 'Done' }).click()
    await press('l', 'l', 'h')
    await expect(post).toHaveAttribute('aria-activedescendant', 'token-1')
    await press('w')
    await expect(post.locator('[data-chosen=true]')).toHaveAttribute('aria-label', /Kevin Durant/u)
    await press('d')
    await expect(post.getByRole('group', { name: /Kevin Durant/u })).toHaveCount(0)
    await press('u', 'Home')
  })

  await test.step('the set of arrows goes to spans and moves their edges without another hand', async () => {
    await openEditor()
    await editor.getByRole('radio', { name: 'Arrows' }).check()
    await editor.getByRole('button', { name: 'Done' }).click()
    await press('ArrowDown')
    await expect(post.locator('[data-chosen=true]')).toHaveAttribute('aria-label', /Kevin Durant/u)
    await press('Control+ArrowRight')
    await expect(post.getByRole('group', { name: /Kevin Durant dancing, confirmed/u })).toBeVisible()
  })
})
