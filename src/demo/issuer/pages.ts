import { ACHIEVEMENTS, type AchievementSlug, type SampleAchievement } from './organisations.js'
import type { Workshop } from './workshop.js'

/** Addresses of what all versions share. */
export function addresses(baseUrl: string, { slug, organisation }: SampleAchievement) {
  return {
    png: `${baseUrl}/pictures/${slug}.png`,
    svg: `${baseUrl}/pictures/${slug}.svg`,
    criteria: `${baseUrl}/criteria/${slug}`,
    evidence: `${baseUrl}/evidence/${slug}`,
    site: `${baseUrl}/${organisation.slug}`,
    framework: `${baseUrl}/frameworks/${slug}`,
  }
}

/** Puts pictures and the pages for people on the shelf. */
export function publishPages({ baseUrl, shelf, pictures }: Workshop): void {
  for (const slug of Object.keys(ACHIEVEMENTS) as AchievementSlug[]) {
    const achievement: SampleAchievement = ACHIEVEMENTS[slug]
    const { name, criteria, organisation, evidence, alignment } = achievement
    const at = addresses(baseUrl, achievement)
    const html = (title: string, text: string) => page(achievement.language, title, text)
    shelf.put(at.png, 'image/png', pictures[slug].png)
    shelf.put(at.svg, 'image/svg+xml', pictures[slug].svg)
    shelf.put(at.criteria, HTML, html(name, criteria))
    shelf.put(at.evidence, HTML, html(evidence.name, evidence.narrative))
    shelf.put(at.framework, HTML, html(alignment.targetName, alignment.targetFramework))
    shelf.put(at.site, HTML, html(organisation.name, organisation.description))
  }
}

const HTML = 'text/html; charset=utf-8'

/** The texts are our own and hold no markup. */
function page(language: string, title: string, text: string): string {
  const dir = language === 'ar' ? 'rtl' : 'ltr'
  return `<!doctype html>
<html lang="${language}" dir="${dir}"><meta charset="utf-8"><title>${title}</title>
<style>body{font:1.1rem/1.6 Georgia,serif;max-width:40rem;margin:3rem auto;padding:0 1rem}pre{white-space:pre-wrap;font:inherit}</style>
<h1>${title}</h1><pre>${text}</pre><p><small>A sample page of the Haversack demo.</small></p></html>
`
}
