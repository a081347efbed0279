export declare const iconFolder: string
export declare const iconSizes: readonly number[]
/** The bytes of the icon's PNG of a size. */
export declare function iconPng(size: number): Buffer
export declare function iconFile(size: number): string
