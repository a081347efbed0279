export declare const chromiumAdvice: string
export declare const rootArguments: readonly string[]
export declare function findChromium(): string | undefined
export declare function installChromium(): Promise<string | undefined>
