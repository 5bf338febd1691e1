import "./theme/index.css";
import "./theme/dialogue.css";

import { startTakingPart } from "./dialogue/part";

const screen = document.querySelector<HTMLElement>("[data-mee]");
if (screen) startTakingPart(screen);
