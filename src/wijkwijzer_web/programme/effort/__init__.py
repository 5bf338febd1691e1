"""The long effort of a wijk: timeline, blijfkans, and what is on the table now."""
