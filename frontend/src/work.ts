/** The workplace of staff around areas: its style. */
import "./theme/work.css";
