import "./theme/index.css";
import "./theme/dialogue.css";
import "./theme/work.css";

import { startTakingPart } from "./dialogue/part";
import { followRoom } from "./dialogue/room";

const screen = document.querySelector<HTMLElement>("[data-mee]");
if (screen) startTakingPart(screen);
const room = document.querySelector<HTMLElement>("[data-stroom]");
if (room) followRoom(room);
