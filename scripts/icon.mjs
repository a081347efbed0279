// Makes the PNG sizes of the application's icon from resources/icon/icon.svg.
import './lib/check-node.mjs'
import { writeFileSync } from 'node:fs'
import { iconFile, iconPng, iconSizes } from './lib/icon.mjs'

for (const size of iconSizes) writeFileSync(iconFile(size), iconPng(size))
