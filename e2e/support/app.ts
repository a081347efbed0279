import { createHash } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { countColors } from './pixels'

/** Frames of a race that was just playing are drawn before a picture is taken, in software one after the other. */
const aPictureTakes = 30_000

/** The window as a person knows it: by what things are called. */
export class App {
  readonly page: Page
  readonly stage: Locator
  readonly map: Locator
  /** The point under the pointer, in words. */
  readonly readout: Locator
  readonly expression: Locator
  readonly startX: Locator
  readonly startY: Locator
  readonly step: Locator
  readonly standings: Locator
  readonly rows: Locator
  readonly probe: Locator
  readonly racers: Locator
  readonly alerts: Locator
  readonly instrument: Locator

  constructor(page: Page) {
    this.page = page
    this.stage = page.getByRole('group', { name: 'Loss landscape' })
    this.map = page.getByRole('group', { name: 'Contour map' })
    this.readout = page.getByRole('region', { name: 'View' }).locator('output')
    this.expression = page.getByLabel('Expression', { exact: true })
    this.startX = page.getByLabel('Start x', { exact: true })
    this.startY = page.getByLabel('Start y', { exact: true })
    this.step = page.getByRole('slider', { name: 'Step', exact: true })
    this.standings = page.getByRole('table', { name: 'Standings' })
    this.rows = this.standings.locator('tbody').getByRole('row')
    this.probe = page.getByRole('region', { name: 'Probe' })
    this.racers = page.getByRole('list', { name: 'Racers' })
    this.alerts = page.getByRole('alert')
    this.instrument = page.getByLabel('Analysis of')
  }

  async open(): Promise<void> {
    await this.page.goto('./')
    await this.surfaceIsDrawn()
  }

  /** Nothing finer is on its way: the view says so in the very frame that draws the last surface. */
  async surfaceIsDrawn(): Promise<void> {
    await expect(this.stage).toHaveAttribute('data-ready', 'true', { timeout: 30_000 })
    await expect(this.page.getByRole('status', { name: 'Computing' })).toHaveCount(0, { timeout: 30_000 })
    await expect(this.stage).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  }

  /** A drawn surface has hundreds of colours; an empty box with its axes a few dozen. */
  async showsASurface(): Promise<void> {
    await this.surfaceIsDrawn()
    await expect
      .poll(async () => countColors(this.page, await this.stage.screenshot()), { timeout: aPictureTakes })
      .toBeGreaterThan(400)
  }

  /** A fingerprint of what the stage shows now. */
  async picture(): Promise<string> {
    return createHash('sha256')
      .update(await this.stage.screenshot())
      .digest('hex')
  }

  /** Closes the messages that lie over the surface, until there are none. */
  async closeNotices(): Promise<void> {
    const close = this.page.locator('.notice').getByRole('button', { name: 'Close' })
    await expect(async () => {
      if (await close.first().isVisible()) await close.first().click()
      await expect(close).toHaveCount(0, { timeout: 100 })
    }).toPass()
  }

  /** The same once two in a row are equal. */
  async pictureAtRest(): Promise<string> {
    let picture = ''
    const isSteady = async () => {
      const before = picture
      picture = await this.picture()
      return picture === before
    }
    await expect.poll(isSteady, { timeout: aPictureTakes }).toBe(true)
    return picture
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  /** Types a number as a person does: into the field, then Enter. */
  async type(field: Locator, text: string): Promise<void> {
    await field.fill(text)
    await field.press('Enter')
  }

  /** Shows an instrument of the analysis, by its name. */
  async analyse(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Analyse' }).click()
    await this.instrument.selectOption({ label: name })
  }

  /** Races and goes to the end, where the playhead rests. */
  async race(): Promise<void> {
    await this.button('Race').click()
    await expect(this.rows.first()).toBeVisible()
    await this.page.keyboard.press('End')
    await expect(this.step).toHaveAttribute('aria-valuetext', /^(?:step|evaluation) (\d+) of \1$/)
  }

  /** Puts the playhead on a step. */
  async seek(step: number): Promise<void> {
    await this.step.fill(String(step))
    await expect(this.step).toHaveAttribute('aria-valuetext', new RegExp(`^step ${step} of `))
  }

  /** Drops a file on the window. */
  async drop(name: string, content: string | Buffer): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ([fileName, base64]) => {
        const transfer = new DataTransfer()
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        transfer.items.add(new File([bytes], fileName))
        return transfer
      },
      [name, Buffer.from(content).toString('base64')] as const,
    )
    await this.page.dispatchEvent('body', 'drop', { dataTransfer })
  }

  /** Opens a scene by dropping it; it is there when its title is. */
  async dropScene(scene: Readonly<Record<string, unknown>> & { readonly title: string }): Promise<void> {
    await this.drop('dropped.basin', JSON.stringify(scene))
    await expect(this.page).toHaveTitle(`${scene.title} – Basin`)
    await this.surfaceIsDrawn()
  }

  /** Opens the menu of a racer and takes something from it. */
  async racerMenu(id: string, item: string): Promise<void> {
    await this.button(`More for ${id}`).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}

/** A number as the window prints it: a true minus sign, powers of ten with an e. */
export function readPrinted(text: string): number {
  switch (text) {
    case '—':
      return NaN
    case '∞':
      return Infinity
    case '−∞':
      return -Infinity
    default:
      return Number(text.replaceAll('−', '-'))
  }
}

/** What the window prints of a number with so many digits, as a number again; JSON's null is a number that is none. */
export function rounded(value: number | null, digits: number): number {
  return value === null ? NaN : Number(value.toPrecision(digits))
}
